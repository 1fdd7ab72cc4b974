import type { DataContract, Located } from '@assay/contract';

const OF_BOUNDS = ['range', 'length', 'mean', 'sd', 'sum', 'distinct'] as const;

/** A check without anything to hold data against would pass whatever they are. @throws UserError `contract-bound` */
export function checkAsked({ value: contract, source }: Located<DataContract>): void {
  const refuse = (place: readonly (string | number)[], message: string, fix: string) => {
    throw source.error(place, 'contract-bound', message, fix, 'key');
  };
  for (const [name, rule] of Object.entries(contract.columns)) {
    const { quantiles, outliers } = rule;
    const bounded = [
      ...OF_BOUNDS.map((key) => ({ path: [key], bounds: rule[key] })),
      ...Object.entries(quantiles ?? {}).map(([q, bounds]) => ({ path: ['quantiles', q], bounds })),
    ];
    for (const { path, bounds } of bounded)
      if (bounds !== undefined && bounds.min === undefined && bounds.max === undefined)
        refuse(['columns', name, ...path], 'no bounds', 'add "min: …" or "max: …"');
    if (quantiles !== undefined && Object.keys(quantiles).length === 0)
      refuse(['columns', name, 'quantiles'], 'no quantile', 'add "0.5: {min: …, max: …}", or remove it');
    if (outliers !== undefined && outliers.iqr === undefined && outliers['robust-z'] === undefined)
      refuse(['columns', name, 'outliers'], 'no way to tell outliers', 'add "iqr: 1.5" or "robust-z: 3.5"');
  }
  contract.representation.forEach(({ shares }, index) => {
    if (shares !== undefined && Object.keys(shares).length === 0)
      refuse(
        ['representation', index, 'shares'],
        'no group',
        'add "GROUP: 50 %", for each value that has to have a share',
      );
  });
  const { leakage } = contract;
  if (leakage === undefined) return;
  if (leakage.training === undefined && leakage.label === undefined && leakage['label-time'] === undefined)
    refuse(['leakage'], 'nothing to look for', 'add "training: …", "label: …" or "label-time: …"');
}
