export { areaAlone, areaInOrder, determinationAlone, type HalvedCell } from './cross-fitted.ts';
