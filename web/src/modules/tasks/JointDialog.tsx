import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Modal } from 'antd';
import { useState } from 'react';
import type { WorkDetail } from '../../app/contract.ts';
import { useErrorWords } from '../../ui/ErrorState.tsx';
import { OrganizationsPicker } from '../../ui/OrganizationPicker.tsx';
import { changeJoint } from './api.ts';
import { useTaskStrings } from './strings.ts';

/** Who takes part from today on. */
export function JointDialog({ task, onClose }: { task: WorkDetail; onClose: () => void }) {
  const t = useTaskStrings();
  const words = useErrorWords();
  const queries = useQueryClient();
  const now = task.units.filter((unit) => unit.role === 'joint' && unit.answer !== null);
  const [joint, setJoint] = useState(now.map((unit) => unit.organization.id));
  const change = useMutation({
    mutationFn: () => changeJoint(task.id, { version: task.case.version, jointIds: joint }),
    onSuccess: async () => {
      await queries.invalidateQueries();
      onClose();
    },
  });
  return (
    <Modal
      open
      title={t('changeJoint')}
      onCancel={onClose}
      onOk={() => change.mutate()}
      okText={t('save')}
      okButtonProps={{ disabled: change.isPending }}
    >
      <div className="form-grid">
        <p className="sub">{t('changeJointHint')}</p>
        <OrganizationsPicker
          label={t('joint')}
          inReach
          value={joint}
          known={now.map((unit) => unit.organization)}
          onChange={setJoint}
        />
        {change.error && (
          <p className="note bad" role="alert">
            {words(change.error)}
          </p>
        )}
      </div>
    </Modal>
  );
}
