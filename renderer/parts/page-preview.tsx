import { Button, Modal } from 'antd';
import { FilePdfOutlined, PrinterOutlined } from '@ant-design/icons';
import { text } from '#renderer/text/zh-cn';

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
    <Modal
      open
      title={title}
      onCancel={onClose}
      footer={
        <div className="form-dialog-foot">
          <span className="page-bar-space" />
          <Button icon={<FilePdfOutlined />} onClick={onPdf}>
            {text.parts.print.pdf}
          </Button>
          <Button type="primary" icon={<PrinterOutlined />} onClick={onPrint}>
            {text.parts.print.action}
          </Button>
        </div>
      }
      width="min(1080px, 94vw)"
      style={{ top: 16 }}
      styles={{ body: { height: 'calc(100vh - 158px)' } }}
    >
      <iframe className="page-preview" title={title} sandbox="" srcDoc={html} />
    </Modal>
  );
}
