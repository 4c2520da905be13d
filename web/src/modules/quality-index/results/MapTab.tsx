import { Select } from 'antd';
import { lazy, Suspense } from 'react';
import type { RunDetail, RunUnit } from '../../../app/contract.ts';
import { FaceLink, useFace } from '../../../app/face.tsx';
import { useLanguage, useName } from '../../../app/i18n.ts';
import { useSearchState } from '../../../app/search.ts';
import { DataTable } from '../../../ui/DataTable.tsx';
import { Skeleton } from '../../../ui/Skeleton.tsx';
import { citiesOf } from './Ranking.tsx';
import { alike, fieldsOf, fifthsOf, fixed, placeWords, rootOf } from './run-facts.ts';
import { useResultStrings } from './strings.ts';
import { CityTiles, CountyTiles, type Shade } from './Tiles.tsx';

/** City outlines carry no approval number: they are for the work face only. */
const ShapeMap = lazy(() => import('./ShapeMap.tsx').then((module) => ({ default: module.ShapeMap })));

export function MapTab({ run }: { run: RunDetail }) {
  const t = useResultStrings();
  const name = useName();
  const face = useFace();
  const language = useLanguage();
  const [search, update] = useSearchState();
  const root = rootOf(run.nodes);
  const fields = fieldsOf(run.nodes);
  const node = fields.find(({ code }) => code === search.by) ?? root;
  const isTotal = node === root;
  const scoreOf = (row: RunUnit) => Number(row.scores[node.code] ?? NaN);
  const { classOf, classes } = fifthsOf(run.rows.map(scoreOf).filter((value) => !Number.isNaN(value)));
  const chosen = run.rows.find(({ region }) => region.code === search.region);
  const shades = run.rows.map((row): Shade => {
    const words = placeWords(row.rankInterval);
    const value = scoreOf(row);
    const title = name(row.region);
    return {
      code: row.region.code,
      parent: row.parent?.code ?? null,
      name:
        language === 'zh'
          ? row.region.name.replace(/(市|县|区)$/, '')
          : row.region.nameEn.replace(/ (City|County|District)$/, ''),
      score: fixed(value),
      places: isTotal ? t('places', { places: words }) : '',
      level: Number.isNaN(value) ? null : classOf(value),
      words: t('tileWords', { region: title, score: fixed(value), places: words }),
      alike: chosen !== undefined && chosen !== row && alike(row, chosen),
    };
  });
  const choose = (code: string) => update({ region: code === search.region ? undefined : code });
  const label = t('mapLabel', { what: isTotal ? t('total') : name(node) });
  const comma = language === 'zh' ? '、' : ', ';
  const picture = { label, shades, chosen: chosen?.region.code, onChoose: choose };
  const fifths = t('fifth').split('|');
  return (
    <div className="ix-map">
      <div>
        <div className="filters no-print">
          <Select
            aria-label={t('colourBy')}
            style={{ width: 220 }}
            value={node.code}
            onChange={(by: string) => update({ by: by === root.code ? undefined : by })}
            options={[
              { value: root.code, label: `${t('colourBy')} ${t('total')}` },
              ...fields.map((field) => ({ value: field.code, label: `${t('colourBy')} ${name(field)}` })),
            ]}
          />
        </div>
        <figure>
          {run.level === 'county' ? (
            <CountyTiles {...picture} cities={citiesOf(run).map((city) => ({ code: city.code, name: name(city) }))} />
          ) : face === 'work' ? (
            <Suspense fallback={<Skeleton />}>
              <ShapeMap {...picture} />
            </Suspense>
          ) : (
            <CityTiles {...picture} />
          )}
          <ul className="ix-fifths">
            {classes.map((own, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: the classes have a fixed order
              <li key={index}>
                <span className={`swatch fifth-${index}`} aria-hidden="true" />
                <span>{fifths[index]}</span>
                <span className="cap num">
                  {own.count === 0 ? t('noneOfClass') : `${fixed(own.from)}–${fixed(own.to)} (${own.count})`}
                </span>
              </li>
            ))}
          </ul>
        </figure>
        <p className="sub prose ix-after">{t(isTotal ? 'mapNote' : 'mapFieldNote')}</p>
      </div>
      <div>
        <section className="ix-chosen" aria-live="polite">
          {chosen ? (
            <>
              <p>
                {t('chosen', {
                  region: name(chosen.region),
                  score: fixed(chosen.score),
                  rank: chosen.rank,
                  places: placeWords(chosen.rankInterval),
                })}
              </p>
              <p className="sub">
                {shades.some((shade) => shade.alike)
                  ? t('chosenAlike', {
                      names: run.rows
                        .filter((row) => row !== chosen && alike(row, chosen))
                        .map((row) => name(row.region))
                        .join(comma),
                    })
                  : t('chosenAlone')}
              </p>
              <FaceLink to={`/index/runs/${run.id}/regions/${chosen.region.code}`}>{t('openRegion')}</FaceLink>
            </>
          ) : (
            <p className="sub">{t('mapChoose')}</p>
          )}
        </section>
        <h2 className="hidden-word">{t('list')}</h2>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a long list is scrolled with the keyboard too */}
        <section className="ix-list" aria-label={t('list')} tabIndex={0}>
          <DataTable
            caption={t('list')}
            rows={[...run.rows].sort((a, b) => (scoreOf(b) || 0) - (scoreOf(a) || 0))}
            rowKey={(row) => row.region.code}
            compact
            rowClass={(row) => (row === chosen ? 'ix-here' : undefined)}
            columns={[
              {
                id: 'region',
                header: t('region'),
                names: true,
                cell: (row) => (
                  <span className="nowrap">
                    <span
                      className={`swatch fifth-${Number.isNaN(scoreOf(row)) ? 'none' : classOf(scoreOf(row))}`}
                      aria-hidden="true"
                    />{' '}
                    <FaceLink className="plain" to={`/index/runs/${run.id}/regions/${row.region.code}`}>
                      {name(row.region)}
                    </FaceLink>
                  </span>
                ),
              },
              {
                id: 'score',
                header: isTotal ? t('score') : name(node),
                align: 'right',
                cell: (row) => <span className="num">{fixed(scoreOf(row))}</span>,
              },
              {
                id: 'interval',
                header: t('interval'),
                align: 'right',
                cell: (row) => <span className="num sub">{placeWords(row.rankInterval)}</span>,
              },
            ]}
          />
        </section>
      </div>
    </div>
  );
}
