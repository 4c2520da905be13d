import './schemes.css';
import { useQuery } from '@tanstack/react-query';
import { useBlocker, useParams } from '@tanstack/react-router';
import { App, Modal } from 'antd';
import { useEffect, useMemo } from 'react';
import type { RegionList, SchemeProblem, VersionDetail } from '../../../app/contract.ts';
import { reaches } from '../../../app/contract.ts';
import { FaceLink } from '../../../app/face.tsx';
import { getJson } from '../../../app/http.ts';
import { useName, usePick } from '../../../app/i18n.ts';
import { useSearchState } from '../../../app/search.ts';
import { useMay } from '../../../app/session.ts';
import { CaseHistory, StepBar } from '../../../ui/CaseSteps.tsx';
import { useErrorWords } from '../../../ui/ErrorState.tsx';
import { formatInstant } from '../../../ui/format.ts';
import { Loaded } from '../../../ui/Loaded.tsx';
import { PageHead } from '../../../ui/PageHead.tsx';
import { CaseActions } from '../../../ui/StepDialog.tsx';
import { indicatorsQuery, schemeQuery, stepVersion, versionQuery } from './api.ts';
import { useEditorStrings } from './editor-strings.ts';
import { NodePane } from './NodePane.tsx';
import { OpenRoundDrawer } from './OpenRoundDrawer.tsx';
import { RoundsPane } from './RoundsPane.tsx';
import { RunDrawer } from './RunDrawer.tsx';
import { StepCards } from './StepCards.tsx';
import { levelsOf, weightingAt } from './step-edit.ts';
import { useSchemeStrings } from './strings.ts';
import { TreePane } from './TreePane.tsx';
import { UncertaintyPane } from './Uncertainty.tsx';
import { useDraft } from './useDraft.ts';
import { useProblems } from './useProblems.ts';

export function VersionPage() {
  const { id } = useParams({ strict: false }) as { id: string };
  const query = useQuery({ ...versionQuery(id), refetchOnWindowFocus: false });
  return <Loaded query={query}>{(version) => <Version key={version.id} version={version} />}</Loaded>;
}

const tabs = ['tree', 'steps', 'uncertain', 'rounds', 'history'] as const;
const tabWord = {
  tree: 'tabTree', steps: 'tabSteps', uncertain: 'tabUncertain', rounds: 'tabRounds', history: 'tabHistory',
} as const; // biome-ignore format: one line a list

function Version({ version }: { version: VersionDetail }) {
  const t = useEditorStrings();
  const s = useSchemeStrings();
  const nameOf = useName();
  const pick = usePick();
  const may = useMay();
  const { message } = App.useApp();
  const [search, update] = useSearchState();
  const edits = may('index.edit');
  const draft = useDraft(version);
  const { history, change, unsaved, save } = draft;
  const content = history.now;
  const readOnly = !version.mayEdit;
  const scheme = useQuery(schemeQuery(version.schemeId));
  const mine = edits && scheme.data?.mayEdit === true;
  const known = useQuery({ ...indicatorsQuery, enabled: edits }).data?.indicators;
  const problems = useProblems(content, known, unsaved ? [] : version.problems);
  const regions = useRegions(version.region.code);
  const root = content.nodes.find(({ parent }) => parent === null)?.code ?? content.nodes[0]!.code;
  const chosen = content.nodes.some(({ code }) => code === search.node) ? search.node! : root;
  const node = content.nodes.find(({ code }) => code === chosen)!;
  const tab = tabs.find((own) => own === search.tab) ?? 'tree';
  const choose = (code: string) => update({ node: code === root ? undefined : code, tab: undefined });
  const levels = useMemo(() => levelsOf(content), [content]);
  const shown = tabs.filter((own) => own !== 'rounds' || mine);

  useKeys(history.past.length > 0 || history.future.length > 0, change, () => unsaved && save.mutate(undefined));
  const keep = async () => {
    await save.mutateAsync(undefined);
    message.success(t('saved'));
  };
  return (
    <>
      <PageHead
        title={nameOf({ name: version.schemeName, nameEn: version.schemeNameEn })}
        tabTitle={`${version.schemeName} · ${s('version', { number: version.number })}`}
        crumbs={[
          { key: 'all', node: <FaceLink to="/index">{s('title')}</FaceLink> },
          {
            key: 'scheme',
            node: (
              <FaceLink to={`/index/schemes/${version.schemeId}`}>
                {nameOf({ name: version.schemeName, nameEn: version.schemeNameEn })}
              </FaceLink>
            ),
          },
        ]}
        sub={
          <>
            {s('version', { number: version.number })} · {nameOf(version.region)}
            {!version.author.startsWith('system') && version.author && ` · ${version.author}`}
          </>
        }
        actions={
          <>
            {!readOnly && (
              <>
                <button
                  type="button"
                  className="btn"
                  disabled={history.past.length === 0}
                  onClick={() => change({ type: 'undo' })}
                >
                  {t('undo')}
                </button>
                <button
                  type="button"
                  className="btn"
                  disabled={history.future.length === 0}
                  onClick={() => change({ type: 'redo' })}
                >
                  {t('redo')}
                </button>
                <button
                  type="button"
                  className={unsaved ? 'btn primary' : 'btn'}
                  disabled={!unsaved || save.isPending}
                  onClick={() => void keep().catch(() => undefined)}
                >
                  {save.isPending ? t('saving') : unsaved ? t('save') : t('saved')}
                </button>
              </>
            )}
            {mine && (
              <button type="button" className="btn" onClick={() => update({ run: '1' })}>
                {s('runTrial')}
              </button>
            )}
            {!unsaved && <CaseActions view={version.case} send={(step) => stepVersion(version.id, step)} />}
          </>
        }
      />
      {version.case.path.length > 0 && <StepBar view={version.case} />}
      <Notes version={version} draft={draft} />
      {readOnly && mine && (
        <p className="note index-note">
          {t('readOnly', { number: version.number, state: pick(version.state) })}{' '}
          {version.state.id !== 'proposed' && t('readOnlyNext')}
        </p>
      )}
      {!readOnly && <Problems problems={problems} content={content} go={update} />}
      <div className="tabs index-tabs" role="tablist" aria-label={nameOf(version.region)}>
        {shown.map((own) => (
          <button
            key={own}
            type="button"
            role="tab"
            id={`tab-${own}`}
            aria-selected={tab === own}
            aria-controls="index-pane"
            tabIndex={tab === own ? 0 : -1}
            onClick={() => update({ tab: own === 'tree' ? undefined : own })}
            onKeyDown={(event) => {
              const way = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
              const next = shown[shown.indexOf(own) + way];
              if (!way || !next) return;
              update({ tab: next === 'tree' ? undefined : next });
              document.getElementById(`tab-${next}`)?.focus();
            }}
          >
            {t(tabWord[own])}
          </button>
        ))}
      </div>
      <div role="tabpanel" id="index-pane" aria-labelledby={`tab-${tab}`}>
        {tab === 'tree' && (
          <div className="index-editor">
            <TreePane
              content={content}
              chosen={chosen}
              readOnly={readOnly}
              faulty={new Set(problems.flatMap((problem) => problem.node ?? []))}
              methodAt={(parent) => String(weightingAt(content, parent, levels.get(parent) ?? 2).method ?? 'given')}
              choose={choose}
              change={change}
            />
            <NodePane
              content={content}
              node={node}
              readOnly={readOnly}
              known={known}
              regions={regions}
              weightsFrom={version.weightsFrom}
              choose={choose}
              change={change}
            />
          </div>
        )}
        {tab === 'steps' && (
          <StepCards
            content={content}
            readOnly={readOnly}
            regions={regions}
            faulty={new Set(problems.flatMap((problem) => stepOf(problem) ?? []))}
            choose={choose}
            change={change}
          />
        )}
        {tab === 'uncertain' && (
          <UncertaintyPane content={content} readOnly={readOnly} regions={regions} change={change} />
        )}
        {tab === 'rounds' && mine && (
          <RoundsPane version={version} unsaved={unsaved} open={() => update({ round: '1' })} />
        )}
        {tab === 'history' && <CaseHistory view={version.case} />}
      </div>
      {search.run && mine && scheme.data && (
        <RunDrawer
          scheme={scheme.data}
          versionId={version.id}
          samples={version.content.uncertainty.samples}
          unsaved={unsaved}
          onClose={() => update({ run: undefined })}
        />
      )}
      {search.round && version.mayEdit && (
        <OpenRoundDrawer version={version} onClose={() => update({ round: undefined })} />
      )}
      <LeaveGuard unsaved={unsaved} save={() => save.mutateAsync(undefined)} />
    </>
  );
}

/** Undo, redo and save by keys, unless a field has an undo of its own. */
function useKeys(any: boolean, change: (action: { type: 'undo' | 'redo' }) => void, save: () => void): void {
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey)) return;
      const key = event.key.toLowerCase();
      if (key === 's') {
        event.preventDefault();
        save();
        return;
      }
      const typing =
        event.target instanceof HTMLElement && event.target.matches('input:not([type=checkbox]), textarea');
      if (!any || typing || (key !== 'z' && key !== 'y')) return;
      event.preventDefault();
      change({ type: key === 'y' || event.shiftKey ? 'redo' : 'undo' });
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  });
}

function useRegions(of: string) {
  const nameOf = useName();
  const { data } = useQuery({
    queryKey: ['regions', 'today'],
    queryFn: () => getJson<RegionList>('/api/regions'),
    staleTime: 10 * 60_000,
  });
  return (data?.regions ?? [])
    .filter((region) => region.code !== of && reaches('down', of, region.code))
    .map((region) => ({ value: region.code, label: nameOf(region) }));
}

/** What came back from before, what failed, and who was faster. */
function Notes({ version, draft }: { version: VersionDetail; draft: ReturnType<typeof useDraft> }) {
  const t = useEditorStrings();
  const words = useErrorWords();
  const { restored, kept, save, conflict, unsaved } = draft;
  return (
    <>
      {restored && kept && unsaved && !conflict && (
        <p className="note doubt index-note" role="status">
          {restored === 'same'
            ? t('restored', { at: formatInstant(kept.at) })
            : t('staleDraft', { who: version.author })}{' '}
          <button type="button" className="btn text" onClick={draft.discard}>
            {t('discard')}
          </button>
        </p>
      )}
      {conflict ? (
        <div className="note bad index-note" role="alert">
          <p>
            <b>{t('conflictTitle')}</b> {words(save.error)} {t('conflictHint')}
          </p>
          <p className="row">
            <button type="button" className="btn" onClick={() => void draft.takeTheirs()}>
              {t('takeTheirs')}
            </button>
            <button type="button" className="btn" onClick={() => void draft.takeMine()}>
              {t('takeMine')}
            </button>
          </p>
        </div>
      ) : (
        save.error && (
          <p className="note bad index-note" role="alert">
            {words(save.error)}
          </p>
        )
      )}
    </>
  );
}

/** A problem of the configuration names its place: `steps[3]（…）` or `factors.0…`. */
function stepOf({ message }: SchemeProblem): number | undefined {
  const found = /steps\[(\d+)\]/.exec(message.en)?.[1];
  return found === undefined ? undefined : Number(found);
}

type ProblemProps = {
  problems: SchemeProblem[];
  content: VersionDetail['content'];
  go: (patch: Record<string, string | undefined>) => void;
};

function Problems({ problems, content, go }: ProblemProps) {
  const t = useEditorStrings();
  const pick = usePick();
  const nameOf = useName();
  if (problems.length === 0)
    return (
      <p className="cap index-note" role="status">
        ✓ {t('noProblems')}
      </p>
    );
  const target = (problem: SchemeProblem) =>
    content.nodes.some(({ code }) => code === problem.node)
      ? { node: problem.node as string, tab: undefined }
      : stepOf(problem) !== undefined || /step|aggregate|normalise/.test(problem.node ?? '')
        ? { tab: 'steps' }
        : /factor/.test(problem.message.en)
          ? { tab: 'uncertain' }
          : { tab: undefined };
  return (
    <div className="note bad index-note" role="status">
      <b>{t('problems', { count: problems.length })}</b> <span className="cap">{t('problemsHint')}</span>
      <ul>
        {problems.map((problem) => {
          const node = content.nodes.find(({ code }) => code === problem.node);
          return (
            <li key={problem.message.zh}>
              {pick(problem.message)}{' '}
              <button type="button" className="btn text" onClick={() => go(target(problem))}>
                {node ? t('goNode', { name: nameOf(node) }) : t('goThere')}
              </button>
            </li>
          );
        })}
      </ul>
    </div>
  );
}

/** Leaving with unsaved changes is asked about; they are kept on the device either way. */
function LeaveGuard({ unsaved, save }: { unsaved: boolean; save: () => Promise<unknown> }) {
  const t = useEditorStrings();
  const blocker = useBlocker({
    shouldBlockFn: ({ current, next }) => unsaved && current.pathname !== next.pathname,
    enableBeforeUnload: () => unsaved,
    withResolver: true,
  });
  if (blocker.status !== 'blocked') return null;
  return (
    <Modal
      open
      title={t('leaveTitle')}
      onCancel={blocker.reset}
      footer={
        <div className="row dialog-foot">
          <button type="button" className="btn" onClick={blocker.reset}>
            {t('stay')}
          </button>
          <button type="button" className="btn" onClick={blocker.proceed}>
            {t('leave')}
          </button>
          <button
            type="button"
            className="btn primary"
            onClick={() => void save().then(blocker.proceed, blocker.reset)}
          >
            {t('saveAndLeave')}
          </button>
        </div>
      }
    >
      <p>{t('leaveHint')}</p>
    </Modal>
  );
}
