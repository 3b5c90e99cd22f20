/** What became of the requests for metrics, under the names of Go's client: `promhttp_metric_handler_*`. */
export class ScrapeCounters {
  inFlight = 0;
  /** Scrapes in which collectors contradicted each other: the later samples were left out. */
  gatheringErrors = 0;
  encodingErrors = 0;
  /** By status; a request for collectors that there are not (400) is no scrape. */
  readonly #answers = new Map([
    [200, 0],
    [500, 0],
    [503, 0],
  ]);

  answered(status: number): void {
    const count = this.#answers.get(status);
    if (count !== undefined) this.#answers.set(status, count + 1);
  }

  get answers(): ReadonlyMap<number, number> {
    return this.#answers;
  }
}
