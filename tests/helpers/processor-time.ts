/** How much work something is, however busy the machine is with others. */

/** Does `act`, and gives what it gave with the processor time that this thread spent on it. */
export function withProcessorTime<Result>(act: () => Result): { result: Result; cpuMs: number } {
  const before = process.threadCpuUsage();
  const result = act();
  const { user, system } = process.threadCpuUsage(before);
  return { result, cpuMs: (user + system) / 1_000 };
}
