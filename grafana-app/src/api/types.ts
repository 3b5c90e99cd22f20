/** Short names of the API's shapes. */
import type { components } from './schema';

type Schemas = components['schemas'];

export type Incident = Schemas['Incident'];
export type IncidentAlert = Schemas['IncidentAlert'];
export type Cause = Schemas['Cause'];
export type ChainLink = Cause['chain'][number];
export type Activity = Incident['activity'][number];
