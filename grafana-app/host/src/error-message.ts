/** What to tell people about a failure: Grafana's fetch errors are plain objects with the server's message in data. */
export function errorMessage(error: unknown): string {
  const { message, data } = (error ?? {}) as { message?: string; data?: { message?: string } };
  return data?.message ?? message ?? String(error);
}
