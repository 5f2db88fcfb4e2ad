import { readFileSync } from 'node:fs';

const ticksPerSecond = 100;

/** CPU seconds (user and system) that a process has used so far; Linux only, 0 elsewhere. */
function cpuSeconds(pid: number): number {
  return ticksOf(pid) / ticksPerSecond;
}

function ticksOf(pid: number): number {
  try {
    // Fields 14 and 15 after the name in brackets: https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html
    const fields =
      readFileSync(`/proc/${String(pid)}/stat`, 'utf8')
        .split(') ')
        .at(-1)
        ?.split(' ') ?? [];
    return Number(fields[11]) + Number(fields[12]);
  } catch {
    return 0;
  }
}

/** Starts a meter. The returned function gives the CPU milliseconds per erasure since the start, by process. */
export function cpuMeter(
  pids: Readonly<Record<string, number>>,
): (many: number) => Record<string, number> {
  const used = () => Object.entries(pids).map(([name, pid]) => [name, cpuSeconds(pid)] as const);
  const before = new Map(used());
  return (many) =>
    Object.fromEntries(
      used().map(([name, seconds]) => [
        name,
        Math.round(((seconds - (before.get(name) ?? 0)) * 1000) / many),
      ]),
    );
}
