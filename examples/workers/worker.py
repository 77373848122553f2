"""Does the jobs of one topic for a Baltoro server. Needs nothing but Python 3.

    BALTORO_TOKEN=blt_... python3 worker.py http://localhost:7420 payments
"""
import json, os, sys, traceback, urllib.parse, urllib.request

SERVER, TOPIC = sys.argv[1], urllib.parse.quote(sys.argv[2], safe="")
NAME = f"{os.uname().nodename}-{os.getpid()}"


def post(path, body):
    request = urllib.request.Request(
        f"{SERVER}/api/workflow/v1/workers/{path}",
        json.dumps(body).encode(),
        {"Authorization": "Bearer " + os.environ["BALTORO_TOKEN"], "Content-Type": "application/json"})
    with urllib.request.urlopen(request, timeout=60) as response:
        return json.loads(response.read() or "null")


def work(job):
    """What the jobs are about: returns the data fields to set."""
    amount = job["dataFields"]["Amount"]
    if amount < 0:
        raise ValueError(f"an amount of {amount} can't be paid")
    return {"Reference": f"python-{job['idempotencyKey']}"}


while True:
    for job in post(f"{TOPIC}/jobs", {"worker": NAME, "jobs": 10, "lease": "30s", "wait": "20s"})["jobs"]:
        mine = {"worker": NAME, "attempt": job["attempt"]}
        try:
            done, result = "complete", {"dataFields": work(job)}
        except Exception as failure:
            done, result = "fail", {"message": str(failure), "stackTrace": traceback.format_exc()}
        try:
            post(f"jobs/{job['serialNumber']}/{done}", mine | result)
        except urllib.error.HTTPError as refused:  # such as a lease that was lost
            print(job["serialNumber"], refused.read().decode(), file=sys.stderr)
