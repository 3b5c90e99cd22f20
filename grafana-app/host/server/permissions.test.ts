import { expect, it } from 'vitest';
import { APP_ID, family } from './test-family.ts';
import { mayCall, permissionsOf, type Role } from './permissions.ts';

const SCOPE = `plugins:id:${APP_ID}`;

it.each<[Role, string, boolean]>([
  ['Viewer', 'example-app:read', true],
  ['Viewer', 'example-app:act', false],
  ['Editor', 'example-app:read', true],
  ['Editor', 'example-app:act', true],
  ['Editor', 'plugins:write', false],
  ['Admin', 'example-app:act', true],
  ['Admin', 'plugins:write', true],
  ['Admin', 'example-app:unknown', false],
])('%s and the action %s: %s', (role, reqAction, allowed) => {
  expect(mayCall(permissionsOf(role, family()), role, { reqAction, reqRole: '' }, SCOPE)).toBe(allowed);
});

it.each<[Role, string, boolean]>([
  ['Viewer', 'Editor', false],
  ['Editor', 'Editor', true],
  ['Admin', 'Editor', true],
  ['Viewer', '', true],
])('%s where the role %s is asked for: %s', (role, reqRole, allowed) => {
  expect(mayCall(new Map(), role, { reqAction: '', reqRole }, SCOPE)).toBe(allowed);
});

it('an action beats the role', () => {
  const route = { reqAction: 'example-app:act', reqRole: 'Viewer' };
  expect(mayCall(permissionsOf('Viewer', family()), 'Viewer', route, SCOPE)).toBe(false);
});

it("binds Grafana's own actions to the plugin asked for", () => {
  const permissions = new Map([['plugins.app:access', ['plugins:id:another-app']]]);
  expect(mayCall(permissions, 'Viewer', { reqAction: 'plugins.app:access', reqRole: '' }, SCOPE)).toBe(false);
});
