import { readOverview } from './overview-reading.ts';
import { OverviewView } from './overview-view.ts';
import { defineRoute, ok } from './route.ts';

export const overviewRoutes = [
  defineRoute({
    method: 'get',
    path: '/overview',
    operationId: 'getOverview',
    tag: 'Health',
    summary: 'What needs attention now',
    success: { 200: 'In one answer, of one moment.' },
    response: OverviewView,
    handle: async ({ services }) => ok(await readOverview(services, Date.now())),
  }),
];
