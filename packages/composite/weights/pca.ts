/** Weights from principal components and factor analysis (OECD/JRC Handbook 2008, step 4 and 6.1). */
import { EigenvalueDecomposition, Matrix } from 'ml-matrix';
import { CompositeError } from '../errors.ts';
import { type Column, correlation } from '../numbers.ts';
import { scaleToOne } from './entropy.ts';

export type Components = {
  /** All eigenvalues of the correlation matrix, the largest first. */
  eigenvalues: number[];
  /** Loadings of the retained components, one row an indicator: eigenvector · √eigenvalue, rotated if asked for. */
  loadings: Matrix;
  /** Variance that each retained component explains after rotation: the sum of its squared loadings. */
  explained: number[];
};

/** Principal components of the correlation matrix. `retain`: how many, or those with an eigenvalue above 1 (Kaiser). */
export function principalComponents(
  columns: readonly Column[],
  retain: number | 'kaiser',
  rotation: 'varimax' | 'none',
  codes: readonly string[],
): Components {
  const p = columns.length;
  const r = new Matrix(p, p);
  for (let j = 0; j < p; j++)
    for (let k = 0; k < p; k++) {
      const value = j === k ? 1 : correlation(columns[j] as Column, columns[k] as Column);
      if (Number.isNaN(value)) {
        const still = correlation(columns[j] as Column, columns[j] as Column);
        const node = (Number.isNaN(still) ? codes[j] : codes[k]) as string;
        throw new CompositeError('data.zero-variance', { node, method: 'pca' });
      }
      r.set(j, k, value);
    }
  const evd = new EigenvalueDecomposition(r, { assumeSymmetric: true });
  const order = evd.realEigenvalues.map((_, i) => i).sort((a, b) => evd.realEigenvalues[b]! - evd.realEigenvalues[a]!);
  const eigenvalues = order.map((i) => evd.realEigenvalues[i] as number);
  const kept = retain === 'kaiser' ? Math.max(1, eigenvalues.filter((v) => v > 1).length) : Math.min(retain, p);
  const loadings = new Matrix(p, kept);
  for (let f = 0; f < kept; f++) {
    const vector = evd.eigenvectorMatrix.getColumn(order[f] as number);
    // An eigenvector has no sign of its own: most of it points upwards.
    const sign = vector.reduce((sum, v) => sum + v, 0) < 0 ? -1 : 1;
    vector.forEach((v, j) => {
      loadings.set(j, f, sign * v * Math.sqrt(Math.max(0, eigenvalues[f] as number)));
    });
  }
  if (rotation === 'varimax' && kept > 1) rotateVarimax(loadings);
  const explained = Array.from({ length: kept }, (_, f) => loadings.getColumn(f).reduce((sum, v) => sum + v * v, 0));
  return { eigenvalues, loadings, explained };
}

/** Varimax with Kaiser's row normalisation (Kaiser, Psychometrika 23, 1958), pair by pair until nothing turns. In place. */
function rotateVarimax(a: Matrix): void {
  const p = a.rows;
  const lengths = Array.from({ length: p }, (_, j) => Math.hypot(...a.getRow(j)) || 1);
  for (let j = 0; j < p; j++) a.mulRow(j, 1 / (lengths[j] as number));
  for (let sweep = 0; sweep < 1000; sweep++) {
    let turned = 0;
    for (let f = 0; f < a.columns; f++)
      for (let g = f + 1; g < a.columns; g++) {
        let [A, B, C, D] = [0, 0, 0, 0];
        for (let j = 0; j < p; j++) {
          const x = a.get(j, f);
          const y = a.get(j, g);
          const u = x * x - y * y;
          const v = 2 * x * y;
          A += u;
          B += v;
          C += u * u - v * v;
          D += 2 * u * v;
        }
        const angle = Math.atan2(D - (2 * A * B) / p, C - (A * A - B * B) / p) / 4;
        if (Math.abs(angle) < 1e-12) continue;
        turned = Math.max(turned, Math.abs(angle));
        const [c, s] = [Math.cos(angle), Math.sin(angle)];
        for (let j = 0; j < p; j++) {
          const x = a.get(j, f);
          const y = a.get(j, g);
          a.set(j, f, x * c + y * s);
          a.set(j, g, y * c - x * s);
        }
      }
    if (turned < 1e-10) break;
  }
  for (let j = 0; j < p; j++) a.mulRow(j, lengths[j] as number);
}

/**
 * `factors`: each indicator belongs to the factor that it loads most on; its weight is its squared loading there, as a share
 * of the factor's variance, times the factor's share of all explained variance; scaled to one (Nicoletti, Scarpetta and
 * Boylaud, OECD 2000, as in the Handbook's table 17). `first`: the loadings of the first component, which must agree in sign.
 */
export function pcaWeights(
  columns: readonly Column[],
  how: { components: number | 'kaiser'; rotation: 'varimax' | 'none'; rule: 'factors' | 'first' },
  node: string,
  codes: readonly string[],
): Float64Array {
  if (columns.length === 1) return Float64Array.of(1);
  if (how.rule === 'first') {
    const first = principalComponents(columns, 1, 'none', codes).loadings.getColumn(0);
    const odd = first.findIndex((v) => v < 0);
    if (odd >= 0)
      throw new CompositeError('weights.no-solution', {
        node,
        problem: `${codes[odd]}: 第一主成分的载荷为负 / negative loading on the first component`,
      });
    return scaleToOne(Float64Array.from(first), node);
  }
  const { loadings, explained } = principalComponents(columns, how.components, how.rotation, codes);
  const all = explained.reduce((sum, v) => sum + v, 0);
  return scaleToOne(
    Float64Array.from(columns, (_, j) => {
      const squares = loadings.getRow(j).map((v) => v * v);
      const at = squares.indexOf(Math.max(...squares));
      return ((squares[at] as number) / (explained[at] as number)) * ((explained[at] as number) / all);
    }),
    node,
  );
}
