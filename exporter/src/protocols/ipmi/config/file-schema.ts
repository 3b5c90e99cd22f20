/** A configuration file of ipmi_exporter. */
import { z } from 'zod';
import { orNothing } from './fields.ts';
import { type Environment, moduleSchema } from './module-schema.ts';

export function fileSchema(environment: Environment) {
  const modules = z.record(z.string().min(1).max(300), moduleSchema(environment), {
    error: 'expected a map of modules',
  });
  return z.strictObject({ modules: orNothing(modules) }, { error: 'expected `modules:`' });
}
