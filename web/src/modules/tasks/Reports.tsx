import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Modal } from 'antd';
import { useState } from 'react';
import type { WorkDetail, WorkReport } from '../../app/contract.ts';
import { useName } from '../../app/i18n.ts';
import { useErrorWords } from '../../ui/ErrorState.tsx';
import { formatBytes, formatInstant } from '../../ui/format.ts';
import { evidenceAddress, judgeAnswer } from './api.ts';
import { ReportForm } from './ReportForm.tsx';
import { useTaskStrings } from './strings.ts';

function Verdict({ report }: { report: WorkReport }) {
  const t = useTaskStrings();
  const words = useErrorWords();
  const queries = useQueryClient();
  const [asking, setAsking] = useState(false);
  const [comment, setComment] = useState('');
  const judge = useMutation({
    mutationFn: (accepted: boolean) => judgeAnswer(report.id, { accepted, comment }),
    onSuccess: async () => {
      setAsking(false);
      await queries.invalidateQueries();
    },
  });
  return (
    <span className="row">
      <button type="button" className="btn" disabled={judge.isPending} onClick={() => judge.mutate(true)}>
        {t('acceptAnswer')}
      </button>
      <button type="button" className="btn danger" onClick={() => setAsking(true)}>
        {t('returnAnswer')}
      </button>
      {judge.error && <span className="seal-text">{words(judge.error)}</span>}
      <Modal
        open={asking}
        title={t('returnAnswer')}
        onCancel={() => setAsking(false)}
        onOk={() => judge.mutate(false)}
        okButtonProps={{ disabled: !comment.trim(), danger: true }}
      >
        <div className="form-grid">
          <label>
            {t('returnWhy')}
            <textarea value={comment} onChange={(event) => setComment(event.target.value)} />
          </label>
        </div>
      </Modal>
    </span>
  );
}

function Report({ report, judge }: { report: WorkReport; judge: boolean }) {
  const t = useTaskStrings();
  const name = useName();
  return (
    <li className="report">
      <div className="spread">
        <span>
          <span className="strong">{name(report.organization)}</span>{' '}
          <span className="cap">
            {report.role === 'lead' ? `${t('leadShort')} · ${report.percent}%` : t('joint')} · {report.actor}
          </span>
        </span>
        <time className="cap" dateTime={report.at}>
          {formatInstant(report.at)}
        </time>
      </div>
      <p>{report.done}</p>
      <dl>
        {(['problems', 'next'] as const).map(
          (key) =>
            report[key] && (
              <div key={key}>
                <dt>{t(`${key}Label`)}</dt>
                <dd>
                  <p>{report[key]}</p>
                </dd>
              </div>
            ),
        )}
      </dl>
      {report.evidence.length > 0 && (
        <ul className="files">
          {report.evidence.map((file) => (
            <li key={file.id}>
              <a href={evidenceAddress(file.id)} download={file.fileName} title={file.sha256}>
                {file.fileName}
              </a>{' '}
              <span className="cap">{formatBytes(file.bytes)}</span>
            </li>
          ))}
        </ul>
      )}
      {report.verdict && (
        <p className="cap">
          {report.verdict.accepted ? t('accepted') : t('returned')} · {report.verdict.actor}
          {report.verdict.comment ? `：${report.verdict.comment}` : ''}
        </p>
      )}
      {judge && report.role === 'joint' && !report.verdict && <Verdict report={report} />}
    </li>
  );
}

export function Reports({ task }: { task: WorkDetail }) {
  const t = useTaskStrings();
  const [writing, setWriting] = useState(false);
  const writes = task.may.report || task.may.answer;
  return (
    <section className="section">
      <div className="spread">
        <h2>{t('reports')}</h2>
        {writes && !writing && (
          <button type="button" className="btn" onClick={() => setWriting(true)}>
            {task.may.report ? t('addReport') : t('addAnswer')}
          </button>
        )}
      </div>
      {task.missingReport && <p className="note doubt">{t('missing', { period: task.missingReport })}</p>}
      {writing && writes && <ReportForm task={task} />}
      {task.reports.length === 0 && !writing && <p className="sub">{t('noReports')}</p>}
      <ol>
        {task.reports.map((report) => (
          <Report key={report.id} report={report} judge={task.may.judge} />
        ))}
      </ol>
    </section>
  );
}
