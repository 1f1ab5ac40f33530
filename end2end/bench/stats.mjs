// Percentiles, and numbers as people read them.

/**
 * Nearest-rank percentile: a value that was measured.
 * @param {number[]} values @param {number} p
 */
export function percentile(values, p) {
  if (values.length === 0) return NaN;
  const sorted = [...values].sort((a, b) => a - b);
  const rank = Math.ceil((p / 100) * sorted.length);
  return sorted[Math.max(rank, 1) - 1];
}

/** @param {number[]} values */
export function summary(values) {
  const at = (/** @type {number} */ p) => percentile(values, p);
  return { n: values.length, p50: at(50), p90: at(90), p99: at(99), max: at(100) };
}

/** Milliseconds: more digits where they say something. @param {number} value */
export function ms(value) {
  if (!Number.isFinite(value)) return "-";
  return value < 1 ? value.toFixed(2) : value < 10 ? value.toFixed(1) : count(value);
}

/** `12,345`. @param {number} value */
export function count(value) {
  return Number.isFinite(value) ? Math.round(value).toLocaleString("en-GB") : "-";
}

/** @param {number} bytes */
export function kib(bytes) {
  const value = bytes / 1024;
  return value < 10 ? value.toFixed(1) : count(value);
}

/** @param {number} bytes */
export function mib(bytes) {
  return (bytes / 1024 / 1024).toFixed(1);
}

/** @param {number} share 0 to 1 */
export function percent(share) {
  return Number.isFinite(share) ? `${Math.round(share * 100)} %` : "-";
}

/** @param {number} time */
export function pause(time) {
  return new Promise((resolve) => setTimeout(resolve, time));
}

/** Milliseconds on one clock that all processes of this machine share. */
export function now() {
  return performance.timeOrigin + performance.now();
}
