-- Who had taken part in instances that retention has deleted: these rows had stayed behind.
DELETE FROM search
WHERE field = '@participant'
  AND NOT EXISTS (SELECT 1 FROM instance WHERE instance.id = search.instance AND instance.shard = search.shard);
