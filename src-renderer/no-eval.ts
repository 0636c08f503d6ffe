/**
 * Imported before any schema is made: the schema library otherwise tries to compile checks with `new Function`, which the
 * content policy forbids and reports.
 */
import { config } from 'zod';

config({ jitless: true });
