import { Component, type ReactNode } from 'react';
import { Button } from 'antd';
import { EmptyState } from '#renderer/parts/empty-state';
import { text } from '#renderer/text/zh-cn';

interface Props {
  readonly onHome: () => void;
  readonly children: ReactNode;
}

/** A fault in one screen leaves the frame and the other screens usable. */
export class ScreenBoundary extends Component<Props, { readonly fault: string | null }> {
  override state = { fault: null as string | null };

  static getDerivedStateFromError(error: unknown): { fault: string } {
    return { fault: error instanceof Error ? `${error.name}: ${error.message}` : String(error) };
  }

  override render(): ReactNode {
    if (this.state.fault === null) return this.props.children;
    const words = text.frame.broken;
    return (
      <EmptyState
        title={words.title}
        hint={
          <>
            {words.hint}
            <pre className="fault">{this.state.fault}</pre>
          </>
        }
      >
        <Button
          type="primary"
          onClick={() => {
            this.setState({ fault: null });
            this.props.onHome();
          }}
        >
          {words.home}
        </Button>
      </EmptyState>
    );
  }
}
