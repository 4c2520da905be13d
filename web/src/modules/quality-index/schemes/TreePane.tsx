import { App } from 'antd';
import { type DragEvent, type KeyboardEvent, useRef, useState } from 'react';
import type { SchemeContent } from '../../../app/contract.ts';
import { useName } from '../../../app/i18n.ts';
import { useEditorStrings } from './editor-strings.ts';
import type { Action } from './history.ts';
import { formatShare, formatWeight } from './numbers.ts';
import { childrenOf, freeCode, type Line, linesOf, mayMove, type Shift, sharesOf, subtreeOf } from './tree-edit.ts';

type Props = {
  content: SchemeContent;
  chosen: string;
  readOnly: boolean;
  faulty: ReadonlySet<string>;
  /** Parents whose weights another method gives. */
  methodAt: (parent: string) => string;
  choose: (code: string) => void;
  change: (action: Action) => void;
};

const shifts: Record<string, Shift> = { ArrowUp: 'up', ArrowDown: 'down', ArrowLeft: 'out', ArrowRight: 'in' };

/** The tree as lines; one of them has the focus, and keys act on it. */
export function TreePane({ content, chosen, readOnly, faulty, methodAt, choose, change }: Props) {
  const t = useEditorStrings();
  const nameOf = useName();
  const { modal, message } = App.useApp();
  const [shut, setShut] = useState<ReadonlySet<string>>(new Set());
  const [over, setOver] = useState<string>();
  const dragged = useRef<string>(undefined);
  const list = useRef<HTMLDivElement>(null);
  const { nodes } = content;
  const hidden = new Set([...shut].flatMap((code) => [...subtreeOf(nodes, code)].filter((own) => own !== code)));
  const lines = linesOf(nodes).filter(({ node }) => !hidden.has(node.code));
  const shares = sharesOf(nodes);
  const widest = Math.max(
    0.001,
    ...nodes.map(({ code, parent }) => (parent === null ? 0 : (shares.get(code)?.whole ?? 0))),
  );
  const node = nodes.find(({ code }) => code === chosen);
  const root = node?.parent === null;
  const home = node?.indicator === undefined ? node : nodes.find(({ code }) => code === node?.parent);

  const focus = (code: string) =>
    requestAnimationFrame(() =>
      list.current?.querySelector<HTMLElement>(`[data-code="${CSS.escape(code)}"]`)?.focus({ preventScroll: false }),
    );
  const go = (line: Line | undefined) => {
    if (!line) return;
    choose(line.node.code);
    focus(line.node.code);
  };
  const add = (field: boolean) => {
    if (!home) return;
    const code = freeCode(nodes, field ? 'field' : 'indicator');
    const mean = childrenOf(nodes, home.code).at(-1)?.weight ?? 1;
    change({
      type: 'add',
      node: {
        code,
        name: field ? t('fieldNode') : t('notChosen'),
        nameEn: '',
        parent: home.code,
        weight: mean || 1,
        ...(field ? {} : { indicator: '', direction: 1 }),
      },
      ...(node && node !== home ? { after: node.code } : {}),
    });
    choose(code);
  };
  const remove = async () => {
    if (!node || node.parent === null) return;
    const below = subtreeOf(nodes, node.code).size - 1;
    const sure =
      below === 0 ||
      (await modal.confirm({
        title: t('removeAsk', { name: nameOf(node), count: below }),
        okText: t('remove'),
        okButtonProps: { danger: true },
      }));
    if (!sure) return;
    const siblings = childrenOf(nodes, node.parent);
    const next = siblings[siblings.indexOf(node) + 1] ?? siblings[siblings.indexOf(node) - 1];
    change({ type: 'remove', code: node.code });
    message.info(t('removed', { name: nameOf(node) }));
    choose(next?.code ?? node.parent);
    focus(next?.code ?? node.parent);
  };
  const fold = (code: string, to: boolean) => {
    const next = new Set(shut);
    if (to) next.add(code);
    else next.delete(code);
    setShut(next);
  };

  const press = (event: KeyboardEvent, line: Line) => {
    const at = lines.indexOf(line);
    const { code, parent } = line.node;
    const way = shifts[event.key];
    if (event.altKey && way) {
      event.preventDefault();
      if (readOnly) return;
      change({ type: 'shift', code, way });
      focus(code);
      return;
    }
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const known: Record<string, () => void> = {
      ArrowDown: () => go(lines[at + 1]),
      ArrowUp: () => go(lines[at - 1]),
      Home: () => go(lines[0]),
      End: () => go(lines.at(-1)),
      ArrowRight: () => (shut.has(code) ? fold(code, false) : line.children > 0 && go(lines[at + 1])),
      ArrowLeft: () =>
        line.children > 0 && !shut.has(code) ? fold(code, true) : go(lines.find((own) => own.node.code === parent)),
      Delete: () => void (!readOnly && remove()),
    };
    if (!known[event.key]) return;
    event.preventDefault();
    known[event.key]!();
  };
  /** On a field: into it. On an indicator: before it. */
  const drop = (event: DragEvent, line: Line) => {
    event.preventDefault();
    setOver(undefined);
    const code = dragged.current;
    if (!code || code === line.node.code) return;
    const into = line.node.indicator === undefined && line.node.parent !== null;
    if (into && nodes.find((own) => own.code === code)?.indicator !== undefined)
      change({ type: 'move', code, to: line.node.code });
    else if (line.node.parent !== null) change({ type: 'move', code, to: line.node.parent, before: line.node.code });
    else change({ type: 'move', code, to: line.node.code });
  };

  return (
    <div className="index-tree">
      {!readOnly && (
        <div className="row index-tools" role="toolbar" aria-label={t('tree')}>
          <button type="button" className="btn" onClick={() => add(false)}>
            {t('addIndicator')}
          </button>
          <button type="button" className="btn" onClick={() => add(true)}>
            {t('addField')}
          </button>
          <span className="index-moves">
            {(
              [
                ['up', '↑'],
                ['down', '↓'],
                ['in', '→'],
                ['out', '←'],
              ] as const
            ).map(([way, sign]) => (
              <button
                key={way}
                type="button"
                className="btn"
                title={t(way)}
                aria-label={t(way)}
                disabled={root}
                onClick={() => node && change({ type: 'shift', code: node.code, way })}
              >
                {sign}
              </button>
            ))}
          </span>
          <button type="button" className="btn danger" disabled={root} onClick={() => void remove()}>
            {t('remove')}
          </button>
        </div>
      )}
      <div className="index-tree-head cap" aria-hidden="true">
        <span>{readOnly ? '' : t('treeHint')}</span>
        <span>{t('weightHead')}</span>
        <span>{t('shareHead')}</span>
      </div>
      <div role="tree" aria-label={t('tree')} ref={list}>
        {lines.map((line) => {
          const { code } = line.node;
          const leaf = line.node.indicator !== undefined;
          const share = shares.get(code);
          const given = line.node.parent === null || methodAt(line.node.parent) === 'given';
          return (
            <div
              key={code}
              role="treeitem"
              data-code={code}
              tabIndex={code === chosen ? 0 : -1}
              aria-level={line.depth + 1}
              aria-posinset={line.place + 1}
              aria-setsize={line.siblings}
              aria-selected={code === chosen}
              {...(line.children > 0 ? { 'aria-expanded': !shut.has(code) } : {})}
              className={`index-line${leaf ? '' : ' field-line'}${over === code ? ' over' : ''}`}
              style={{ paddingLeft: `${8 + line.depth * 18}px` }}
              draggable={!readOnly && line.node.parent !== null}
              onClick={() => {
                choose(code);
                // On a narrow screen the node stands below the tree.
                if (matchMedia('(max-width: 1080px)').matches)
                  requestAnimationFrame(() => document.querySelector('.index-node')?.scrollIntoView());
              }}
              onDoubleClick={() => line.children > 0 && fold(code, !shut.has(code))}
              onKeyDown={(event) => press(event, line)}
              onDragStart={(event) => {
                dragged.current = code;
                event.dataTransfer.effectAllowed = 'move';
                event.dataTransfer.setData('text/plain', code);
              }}
              onDragOver={(event) => {
                const target = leaf ? line.node.parent : code;
                if (!dragged.current || target === null || !mayMove(nodes, dragged.current, target)) return;
                event.preventDefault();
                setOver(code);
              }}
              onDragLeave={() => setOver(undefined)}
              onDrop={(event) => drop(event, line)}
              onDragEnd={() => {
                dragged.current = undefined;
                setOver(undefined);
              }}
            >
              <span className="index-line-name">
                {line.children > 0 && <span aria-hidden="true">{shut.has(code) ? '▸' : '▾'} </span>}
                {nameOf(line.node)}
                {leaf && line.node.direction === -1 && (
                  <span className="cap" title={t('less')}>
                    {' '}
                    ↓<span className="hidden-word">{t('less')}</span>
                  </span>
                )}
                {faulty.has(code) && (
                  <span className="seal-text">
                    {' '}
                    ●<span className="hidden-word">{t('problems', { count: 1 })}</span>
                  </span>
                )}
              </span>
              <span className="num">
                {line.node.parent === null ? '' : given ? formatWeight(line.node.weight) : '·'}
              </span>
              <span className="num index-share">
                {line.node.parent !== null && given && share && (
                  <>
                    <i
                      aria-hidden="true"
                      className={leaf ? 'index-share-bar' : 'index-share-bar index-share-wide'}
                      style={{ width: `${(100 * share.whole) / widest}%` }}
                    />
                    {formatShare(share.whole)}
                  </>
                )}
              </span>
            </div>
          );
        })}
      </div>
    </div>
  );
}
