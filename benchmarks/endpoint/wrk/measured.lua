-- What every script prints when it is done: one line of JSON; latencies in microseconds.
function done(summary, latency, requests)
  local failed = summary.errors
  io.write(string.format(
    'MEASURED {"requests":%d,"microseconds":%d,"bytes":%d,"p50":%d,"p95":%d,"max":%d,"refused":%d,"broken":%d}\n',
    summary.requests, summary.duration, summary.bytes,
    latency:percentile(50), latency:percentile(95), latency.max,
    failed.status, failed.connect + failed.read + failed.write + failed.timeout))
end
