export interface MemoryUse {
  /** MB before the work began. */
  readonly before: number;
  /** The peak that the operating system reports, in MB. */
  readonly peak: number;
  /** Medians of the samples in the four quarters of the time, in MB. */
  readonly quarters: readonly number[];
}

const everyMs = 100;
const mb = (bytes: number) => Math.round(bytes / 1024 / 1024);

/** Samples the resident memory of this process until the returned function is called. */
export function watchMemory(): () => MemoryUse {
  const before = mb(process.memoryUsage.rss());
  const samples: number[] = [];
  const timer = setInterval(() => samples.push(process.memoryUsage.rss()), everyMs);
  return () => {
    clearInterval(timer);
    const quarter = Math.ceil(samples.length / 4);
    return {
      before,
      peak: mb(process.resourceUsage().maxRSS * 1024),
      quarters: [0, 1, 2, 3].map((n) => mb(median(samples.slice(n * quarter, (n + 1) * quarter)))),
    };
  };
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}
