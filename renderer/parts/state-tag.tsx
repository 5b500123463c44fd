import {
  CheckCircleOutlined,
  ClockCircleOutlined,
  EditOutlined,
  RollbackOutlined,
  SendOutlined,
  StopOutlined,
} from '@ant-design/icons';
import type { EntryState } from '#app/contract/entry-states';

type Tone = 'draft' | 'waiting' | 'settled' | 'sent' | 'returned' | 'ended';

const TONES: Readonly<Record<EntryState, Tone>> = {
  草稿: 'draft',
  待处室确认: 'waiting',
  待审核: 'waiting',
  待评估与保密审查: 'waiting',
  待负责人审签: 'waiting',
  已审定: 'settled',
  待报送: 'sent',
  已报送: 'sent',
  已接收: 'sent',
  主管部门审核中: 'sent',
  已发布: 'settled',
  退回修改: 'returned',
  退回补正: 'returned',
  停用: 'ended',
  注销: 'ended',
};

const ICONS = {
  draft: EditOutlined,
  waiting: ClockCircleOutlined,
  settled: CheckCircleOutlined,
  sent: SendOutlined,
  returned: RollbackOutlined,
  ended: StopOutlined,
} as const;

/** 状态 of an entry: icon, word and colour. */
export function StateTag({ state }: { readonly state: EntryState }) {
  const tone = TONES[state];
  const Icon = ICONS[tone];
  return (
    <span className={`state-tag state-${tone}`}>
      <Icon aria-hidden /> {state}
    </span>
  );
}
