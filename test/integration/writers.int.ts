import { endWell } from './writers/end-well.ts';
import { DEPLOYS, WRITERS } from './writers/writers.ts';

endWell(Object.keys(WRITERS).filter((name) => !DEPLOYS.includes(name)));
