-- Found by instance and version alone: whoever asks for a decision knows which version it made.
ALTER TABLE journal DROP CONSTRAINT journal_pkey;
ALTER TABLE journal ADD CONSTRAINT journal_pkey PRIMARY KEY USING INDEX journal_instance;
