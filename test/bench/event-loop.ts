/** The most processor time (of all threads) between two turns of the event loop: others on the machine do not count. */
export function watchEventLoop(): { stop(): number } {
  let longest = 0;
  let last = process.cpuUsage();
  let running = true;
  const turn = () => {
    const { user, system } = process.cpuUsage(last);
    longest = Math.max(longest, (user + system) / 1000);
    last = process.cpuUsage();
    if (running) setImmediate(turn);
  };
  setImmediate(turn);
  return {
    stop() {
      running = false;
      return longest;
    },
  };
}
