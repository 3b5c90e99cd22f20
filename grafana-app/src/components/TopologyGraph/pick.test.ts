import { expect, it } from 'vitest';
import { commandOf } from './keyboard';
import { nodeAt, nodeTowards } from './pick';

const POSITIONS = new Map([
  ['middle', { x: 0, y: 0 }],
  ['right', { x: 50, y: 5 }],
  ['far right', { x: 90, y: 0 }],
  ['up', { x: 10, y: -60 }],
]);

it.each([
  [{ x: 3, y: 3 }, 'middle'],
  [{ x: 48, y: 0 }, 'right'],
  [{ x: 25, y: 40 }, null],
])('what is at %j', (point, id) => {
  expect(nodeAt(POSITIONS, point, 12)).toBe(id);
});

it.each([
  ['middle', 'right', 'right'],
  ['right', 'right', 'far right'],
  ['middle', 'up', 'up'],
  ['middle', 'left', null],
  ['middle', 'down', null],
  ['nowhere', 'up', null],
] as const)('from %s to the %s', (from, direction, id) => {
  expect(nodeTowards(POSITIONS, from, direction)).toBe(id);
});

const PLAIN = { shiftKey: false, ctrlKey: false, metaKey: false, altKey: false };

it.each([
  ['ArrowUp', {}, { do: 'go', direction: 'up' }],
  ['ArrowUp', { shiftKey: true }, { do: 'pan', dx: 0, dy: 60 }],
  ['Enter', {}, { do: 'pick' }],
  ['Escape', {}, { do: 'leave' }],
  ['+', { shiftKey: true }, { do: 'zoom', factor: 1.3 }],
  ['0', { ctrlKey: true }, null],
  ['Tab', {}, null],
  ['k', { metaKey: true }, null],
])('%s with %j', (key, modifiers, command) => {
  expect(commandOf({ ...PLAIN, key, ...modifiers })).toEqual(command);
});
