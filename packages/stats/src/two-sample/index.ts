export { type ChiSquaredTest, chiSquaredSurvival, chiSquaredTwoSample } from './chi-squared.ts';
export {
  jensenShannon,
  kullbackLeibler,
  largestDifference,
  populationStabilityIndex,
  totalVariation,
} from './divergences.ts';
export { kolmogorovLimit } from './kolmogorov-distribution.ts';
export { type CellDistance, ksOfCells, ksPValue, ksStatistic } from './kolmogorov-smirnov.ts';
export { wasserstein } from './wasserstein.ts';
