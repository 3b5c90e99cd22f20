/** What is told of one queuing discipline. */
export interface Qdisc {
  readonly device: string;
  readonly kind: string;
  readonly bytes: number;
  readonly packets: number;
  readonly drops: number;
  readonly requeues: number;
  readonly overlimits: number;
  readonly queueLength: number;
  readonly backlog: number;
}

export interface QdiscFigures extends Omit<Qdisc, 'device'> {
  readonly interfaceIndex: number;
}
