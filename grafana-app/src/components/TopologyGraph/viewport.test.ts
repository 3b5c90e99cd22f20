import { describe, expect, it } from 'vitest';
import { between, fit, pan, toGraph, toScreen, zoomAt, ZOOM, type View } from './viewport';

const VIEW: View = { x: -30, y: 12, zoom: 0.5 };
const SIZE = { width: 800, height: 400 };

describe('the view', () => {
  it('turns points of the graph into pixels and back', () => {
    expect(toGraph(VIEW, toScreen(VIEW, { x: 7, y: -9 }))).toEqual({ x: 7, y: -9 });
  });

  it('keeps under the pointer what is under it', () => {
    const pointer = { x: 120, y: 310 };
    const before = toGraph(VIEW, pointer);
    const after = toGraph(zoomAt(VIEW, pointer, 1.7), pointer);
    expect(after.x).toBeCloseTo(before.x);
    expect(after.y).toBeCloseTo(before.y);
  });

  it.each([
    [1e9, ZOOM.max],
    [1e-9, ZOOM.min],
  ])('zooms by %d no further than its bounds', (factor, zoom) => {
    expect(zoomAt(VIEW, { x: 0, y: 0 }, factor).zoom).toBe(zoom);
  });

  it('moves with the hand', () => {
    const before = toScreen(VIEW, { x: 0, y: 0 });
    const after = toScreen(pan(VIEW, 25, -10), { x: 0, y: 0 });
    expect([after.x - before.x, after.y - before.y]).toEqual([25, -10]);
  });

  it('fits all points, in the middle', () => {
    const points = [
      { x: -500, y: 20 },
      { x: 900, y: 100 },
    ];
    const view = fit(points, SIZE);
    const [a, b] = points.map((point) => toScreen(view, point));
    expect(a?.x).toBeCloseTo(40);
    expect(b?.x).toBeCloseTo(760);
    expect(((a?.y ?? 0) + (b?.y ?? 0)) / 2).toBeCloseTo(200);
  });

  it('does not blow up what is small, and bears that there is nothing or no room', () => {
    expect(fit([{ x: 5, y: 5 }], SIZE)).toMatchObject({ zoom: 1.25 });
    expect(fit([], SIZE)).toEqual({ x: -400, y: -200, zoom: 1 });
    expect(fit([{ x: 5, y: 5 }], { width: 0, height: 0 }).zoom).toBe(ZOOM.min);
  });

  it('glides from one to the other', () => {
    const to = { x: 100, y: 50, zoom: 2 };
    expect(between(VIEW, to, SIZE, 0)).toEqual(VIEW);
    expect(between(VIEW, to, SIZE, 1)).toEqual(to);
  });
});
