"""Welch's t and Student's interval by SciPy, for packages/stats/src/slice-search/mean-difference.test.ts."""

from scipy import stats

inside = [3.1, 2.7, 4.4, 3.9, 5.2]
outside = [1.2, 2.2, 3.3, 2.1, 0.4, 1.9, 2.8]
test = stats.ttest_ind(inside, outside, equal_var=False, alternative="greater")
error = (sum(inside) / len(inside) - sum(outside) / len(outside)) / test.statistic
low, high = stats.t.interval(0.95, len(inside) - 1, sum(inside) / len(inside), stats.sem(inside))
print(f"low {low:.16g}, high {high:.16g}, error {error:.16g}, p {test.pvalue:.16g}")
