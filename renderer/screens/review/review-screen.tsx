import { useEffect, useState } from 'react';
import { Button } from 'antd';
import { AuditOutlined } from '@ant-design/icons';
import { useLibrary, useNavigation } from '#renderer/frame/contexts';
import { useMayWrite } from '#renderer/frame/use-may-write';
import { AttachmentList } from '#renderer/parts/attachments';
import { EmptyState } from '#renderer/parts/empty-state';
import { ScrollArea } from '#renderer/parts/scroll-area';
import { ScreenPage } from '#renderer/parts/screen-page';
import { text } from '#renderer/text/zh-cn';
import { HistoryPart } from './history-part';
import { ReportsPart } from './reports-part';
import { WaitingPart } from './waiting-part';

const words = text.review;
type Part = keyof typeof words.parts;
const PARTS = Object.keys(words.parts) as Part[];

/** 审核审签: what waits at which step, what was decided, and the papers to be signed. */
export function ReviewScreen() {
  const { route, go } = useNavigation();
  const { summary } = useLibrary();
  const mayImport = useMayWrite('workbook.import');
  const asked = route.screen === 'review' ? route.part : undefined;
  const wanted = PARTS.find((one) => one === asked) ?? 'waiting';
  const [part, setPart] = useState<Part>(wanted);
  useEffect(() => setPart(wanted), [wanted, route]);
  const empty = summary.entries === 0 && part !== 'history';
  return (
    <ScreenPage
      title={words.title}
      parts={PARTS.map((key) => ({ key, label: words.parts[key] }))}
      part={part}
      onPart={setPart}
    >
      {empty ? (
        <EmptyState icon={<AuditOutlined />} title={words.empty.title} hint={words.empty.hint}>
          {mayImport && (
            <Button type="primary" onClick={() => go({ screen: 'exchange', part: 'import' })}>
              {words.empty.action}
            </Button>
          )}
        </EmptyState>
      ) : (
        <>
          {part === 'waiting' && <WaitingPart />}
          {part === 'history' && <HistoryPart />}
          {part === 'attachments' && (
            <ScrollArea label={words.parts.attachments}>
              <AttachmentList />
            </ScrollArea>
          )}
          {part === 'reports' && <ReportsPart />}
        </>
      )}
    </ScreenPage>
  );
}
