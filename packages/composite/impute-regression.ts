import { Matrix, solve } from 'ml-matrix';
import { CompositeError } from './errors.ts';
import { type Column, correlation } from './numbers.ts';

/**
 * Ordinary least squares of the indicator on the `count` best-correlated ones among those that have a value wherever this
 * one lacks it (OECD/JRC Handbook 2008, 3.2). The fit uses the units that have all of them.
 */
export function imputeByRegression(columns: readonly Column[], target: number, count: number, code: string): Column {
  const y = columns[target] as Column;
  const predictors = columns
    .filter((x, i) => i !== target && y.every((v, r) => !Number.isNaN(v) || !Number.isNaN(x[r])))
    .map((x) => ({ x, r: Math.abs(correlation(x, y)) }))
    .filter(({ r }) => !Number.isNaN(r))
    .sort((a, b) => b.r - a.r)
    .slice(0, count)
    .map(({ x }) => x);
  const complete = Array.from(y.keys()).filter(
    (r) => !Number.isNaN(y[r]) && predictors.every((x) => !Number.isNaN(x[r])),
  );
  if (predictors.length === 0 || complete.length <= predictors.length + 1)
    throw new CompositeError('impute.singular', { node: code, method: 'regression' });
  const row = (r: number) => [1, ...predictors.map((x) => x[r] as number)];
  const b = solve(new Matrix(complete.map(row)), Matrix.columnVector(complete.map((r) => y[r] as number)), true);
  return y.map((v, r) => (!Number.isNaN(v) ? v : row(r).reduce((sum, x, j) => sum + x * b.get(j, 0), 0)));
}
