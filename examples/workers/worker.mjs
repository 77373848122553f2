// Does the jobs of one topic for a Baltoro server. Needs nothing but Node 18 or later.
//
//     BALTORO_TOKEN=blt_... node worker.mjs http://localhost:7420 payments
import { hostname } from "node:os";

const [server, topic] = process.argv.slice(2);
const worker = `${hostname()}-${process.pid}`;

async function post(path, body) {
  const response = await fetch(`${server}/api/workflow/v1/workers/${path}`, {
    method: "POST",
    headers: { Authorization: `Bearer ${process.env.BALTORO_TOKEN}`, "Content-Type": "application/json" },
    body: JSON.stringify(body),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(text);
  return text && JSON.parse(text);
}

// What the jobs are about: returns the data fields to set.
async function work(job) {
  const amount = job.dataFields.Amount;
  if (amount < 0) throw new Error(`an amount of ${amount} can't be paid`);
  return { Reference: `node-${job.idempotencyKey}` };
}

while (true) {
  const { jobs } = await post(`${encodeURIComponent(topic)}/jobs`, { worker, jobs: 10, lease: "30s", wait: "20s" });
  for (const job of jobs) {
    const mine = { worker, attempt: job.attempt };
    const [done, result] = await work(job).then(
      (dataFields) => ["complete", { dataFields }],
      (failure) => ["fail", { message: failure.message, stackTrace: failure.stack }]);
    // Refused when the lease was lost, for example.
    await post(`jobs/${job.serialNumber}/${done}`, { ...mine, ...result }).catch((refused) => console.error(refused.message));
  }
}
