/** How many open ports each service has in two runs: the shape. */
import { z } from 'zod';

const count = z.number().int().nonnegative();
/** Open ports in each run, and how many more or fewer they are in what both asked. */
const pair = { before: count, after: count, change: z.number().int() };

/** So many are named; nobody reads more. */
export const MAX_SERVICE_SHARES = 100;

export const serviceSharesSchema = z.strictObject({
  /** Those with the most open ports in either run come first. */
  services: z.array(z.strictObject({ service: z.string().max(255), ...pair })).max(MAX_SERVICE_SHARES),
  /** How many services there are beyond those, and their open ports. */
  others: z.strictObject({ services: count, ...pair }),
  /** Open ports whose service is not known. */
  unnamed: z.strictObject(pair),
  /** Both runs have their names of services from one register (service-register.ts). */
  sameRegister: z.boolean(),
});
export type ServiceShares = z.infer<typeof serviceSharesSchema>;
export type ServiceShare = ServiceShares['services'][number];
