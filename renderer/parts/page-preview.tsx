import { Button } from 'antd';
import { FilePdfOutlined, PrinterOutlined } from '@ant-design/icons';
import { text } from '#renderer/text/zh-cn';
import { ViewDialog } from './view-dialog';

export interface PagePreviewProps {
  readonly title: string;
  readonly html: string;
  readonly onPrint: () => void;
  readonly onPdf: () => void;
  readonly onClose: () => void;
}

/** A page shown as it will be printed, and the way to print or keep it. It runs no script and reaches nothing. */
export function PagePreview({ title, html, onPrint, onPdf, onClose }: PagePreviewProps) {
  return (
    <ViewDialog
      title={title}
      onClose={onClose}
      width="min(1080px, 94vw)"
      acts={
        <>
          <Button icon={<FilePdfOutlined />} onClick={onPdf}>
            {text.parts.print.pdf}
          </Button>
          <Button type="primary" icon={<PrinterOutlined />} onClick={onPrint}>
            {text.parts.print.action}
          </Button>
        </>
      }
    >
      <iframe className="page-preview" title={title} sandbox="" srcDoc={html} />
    </ViewDialog>
  );
}
