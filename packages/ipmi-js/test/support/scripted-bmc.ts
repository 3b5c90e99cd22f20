import type { CommandChannel, IpmiRequest, IpmiResponse } from '../../src/command.ts';
import { IpmiError } from '../../src/errors.ts';

/** What a command answers: data after a completion code of 0, or a code other than 0. */
export type Answer = readonly number[] | Uint8Array | number;
export type Handler = Answer | ((data: Uint8Array, request: IpmiRequest) => Answer);

/** A BMC of nothing but the given commands, keyed `netFn:command` in hexadecimal: `'0a:20'`. Others are unknown to it. */
export class ScriptedBmc implements CommandChannel {
  readonly asked: IpmiRequest[] = [];
  readonly commands: Map<string, Handler>;

  constructor(commands: Readonly<Record<string, Handler>>) {
    this.commands = new Map(Object.entries(commands));
  }

  async send(request: IpmiRequest, options?: { signal?: AbortSignal }): Promise<IpmiResponse> {
    if (options?.signal?.aborted === true) throw new IpmiError('aborted', 'aborted');
    this.asked.push(request);
    const handler = this.commands.get(commandKey(request)) ?? 0xc1;
    const answer =
      typeof handler === 'function' ? handler(request.data ?? new Uint8Array(), request) : handler;
    if (typeof answer === 'number') return { completionCode: answer, data: new Uint8Array() };
    return { completionCode: 0, data: Uint8Array.from(answer) };
  }

  /** How often the command was asked. */
  count(key: string): number {
    return this.asked.filter((request) => commandKey(request) === key).length;
  }
}

function commandKey({ netFn, command }: IpmiRequest): string {
  return [netFn, command].map((each) => each.toString(16).padStart(2, '0')).join(':');
}

export const bytes = (text: string) => Uint8Array.from(Buffer.from(text.replaceAll(/\s/g, ''), 'hex'));
