import { lazy, Suspense, useState } from 'react';
import { Button } from 'antd';
import { PaperClipOutlined } from '@ant-design/icons';
import { text } from '#renderer/text/zh-cn';
import type { AttachmentTarget } from './attachments';
import { Loading } from './loading';
import { ViewDialog } from './view-dialog';

const words = text.parts.attachments;

/** With its table no small thing, and seldom opened: fetched when it is. */
const AttachmentList = lazy(() => import('./attachments').then((part) => ({ default: part.AttachmentList })));

/** Opens the attachments of one thing. */
export function AttachmentsButton({ of, about }: { readonly of: AttachmentTarget; readonly about: string }) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button
        size="small"
        icon={<PaperClipOutlined />}
        aria-label={words.of(about)}
        onClick={() => setOpen(true)}
      >
        {words.title}
      </Button>
      {open && (
        <ViewDialog title={words.of(about)} width={860} onClose={() => setOpen(false)}>
          <Suspense fallback={<Loading rows={3} />}>
            <AttachmentList of={of} />
          </Suspense>
        </ViewDialog>
      )}
    </>
  );
}
