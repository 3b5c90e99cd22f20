import type { Kind } from '../graph';

/** Outlines by kind in a box from -1 to 1, as SVG path data: the canvas and the legend draw the same. Holes: even-odd. */
export const SHAPES: Readonly<Record<Kind, string>> = {
  host: 'M-.85-.95h1.7v1.9h-1.7zM-.55-.6v.3h1.1v-.3zM-.55 .05v.3h1.1v-.3z',
  'network-device': 'M0-1.15 1.15 0 0 1.15-1.15 0z',
  vm: 'M-.9-.9h1.8v1.8h-1.8zM-.45-.45v.9h.9v-.9z',
  'cloud-instance': 'M-.6 .75a.5.5 0 0 1-.1-1A.55.55 0 0 1-.1-.75 .6.6 0 0 1 .62-.28 .52.52 0 0 1 .6.75z',
  bmc: 'M-.42-1h.84l.58.58v.84l-.58.58h-.84l-.58-.58v-.84zM0-.4a.4.4 0 1 0 .001 0z',
  storage: 'M-.8-.6a.8.4 0 0 1 1.6 0v1.2a.8.4 0 0 1-1.6 0zM-.5-.6a.5.2 0 0 0 1 0 .5.2 0 0 0-1 0z',
  pod: 'M0-1.05.91-.52v1.04L0 1.05-.91.52v-1.04z',
  container: 'M-1-.7h2v1.4h-2zM-.6-.4v.8h.25v-.8zM-.12-.4v.8h.25v-.8zM.36-.4v.8h.25v-.8z',
  service: 'M0-1a1 1 0 1 0 .001 0zM0-.45a.45.45 0 1 0 .001 0z',
  process: 'M0-.7a.7.7 0 1 0 .001 0z',
  other: 'M0-1 1 .8h-2z',
};

/** Crosses out what is gone. */
export const CROSS = 'M-.9-.9 .9.9M.9-.9-.9.9';
