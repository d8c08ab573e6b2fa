import { Component, type ReactNode } from "react";
import { Button } from "@cliently/ui/button";
import { Notice } from "@cliently/ui/notice";

type CrashNoticeProps = {
  /** Told what broke, so that it can be reported; nothing a person wrote is in it. */
  onCrash?: (error: unknown) => void;
  /** When this changes, the screen is tried again: give the path, and going elsewhere gets one out. */
  resetKey?: string;
  children: ReactNode;
};

type State = { hasCrashed: boolean; resetKey: string | undefined };

/** Stands in for a screen that broke. React knows error boundaries only as classes. */
export class CrashNotice extends Component<CrashNoticeProps, State> {
  override state: State = { hasCrashed: false, resetKey: this.props.resetKey };

  static getDerivedStateFromError(): Partial<State> {
    return { hasCrashed: true };
  }

  static getDerivedStateFromProps(props: CrashNoticeProps, state: State): Partial<State> | null {
    return props.resetKey === state.resetKey ? null : { hasCrashed: false, resetKey: props.resetKey };
  }

  override componentDidCatch(error: unknown): void {
    this.props.onCrash?.(error);
  }

  override render(): ReactNode {
    if (!this.state.hasCrashed) return this.props.children;

    return (
      <div className="mx-auto w-full max-w-2xl px-4 py-12">
        <Notice
          kind="needs-you"
          isLive
          title="Something broke on our side. Nothing you wrote is lost."
          actions={
            <>
              <Button size="small" onPress={() => this.setState({ hasCrashed: false })}>
                Try again
              </Button>
              <Button size="small" onPress={() => location.reload()}>
                Reload
              </Button>
            </>
          }
        >
          Every change you made is kept on this device. Open this screen again, or go on somewhere else.
        </Notice>
      </div>
    );
  }
}
