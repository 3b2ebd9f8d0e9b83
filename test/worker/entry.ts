import { worker } from './app-under-test.ts';

export default { fetch: worker.fetch, scheduled: worker.scheduled };
