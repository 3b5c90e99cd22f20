import { describe, expect, it } from 'vitest';
import { KnownDevices } from './known-devices.ts';

function devices(learnAnewAfterRuns: number) {
  const known = new KnownDevices<string>(learnAnewAfterRuns);
  const learned: string[] = [];
  const learn = (name: string) => {
    learned.push(name);
    return name.toUpperCase();
  };
  return { known, learned, run: (...names: string[]) => Object.fromEntries(known.of(names, learn)) };
}

describe('KnownDevices', () => {
  it('learns what comes and forgets what goes', () => {
    const { learned, run } = devices(100);
    expect(run('a', 'b')).toEqual({ a: 'A', b: 'B' });
    expect(run('a', 'c')).toEqual({ a: 'A', c: 'C' });
    expect(run()).toEqual({});
    expect(run('b')).toEqual({ b: 'B' });
    expect(learned).toEqual(['a', 'b', 'c', 'b']);
  });

  it('learns everything anew after so many runs', () => {
    const { learned, run } = devices(3);
    for (let i = 0; i < 7; i += 1) run('a');
    expect(learned).toEqual(['a', 'a', 'a']);
  });

  it('learns anew what it was told to forget', () => {
    const { known, learned, run } = devices(100);
    run('a', 'b');
    known.forget('a');
    run('a', 'b');
    expect(learned).toEqual(['a', 'b', 'a']);
  });
});
