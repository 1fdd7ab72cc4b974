import { endWell } from './writers/end-well.ts';
import { DEPLOYS } from './writers/writers.ts';

endWell(DEPLOYS);
