import { DatePicker } from 'antd';
import dayjs from 'dayjs';
import 'dayjs/locale/zh-cn.js';

export type DayPickerProps = {
  label: string;
  value: string | undefined;
  /** Days to jump to, with their names. */
  presets?: { label: string; day: string }[];
  clearable: boolean;
  language: 'zh' | 'en';
  onChange: (day: string | undefined) => void;
  onClose: () => void;
};

/** The calendar itself. A large part that most visits never open: `DayField` loads it when somebody wants it. */
export function DayPicker({ label, value, presets, clearable, language, onChange, onClose }: DayPickerProps) {
  dayjs.locale(language === 'zh' ? 'zh-cn' : 'en');
  return (
    <DatePicker
      autoFocus
      defaultOpen
      aria-label={label}
      placeholder="—"
      allowClear={clearable}
      value={value ? dayjs(value) : null}
      presets={presets?.map((preset) => ({ label: preset.label, value: dayjs(preset.day) }))}
      format="YYYY-MM-DD"
      onChange={(day) => onChange(day?.format('YYYY-MM-DD'))}
      onOpenChange={(open) => !open && onClose()}
    />
  );
}
