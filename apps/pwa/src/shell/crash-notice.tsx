import { Component, type ReactNode } from "react";
import { Button } from "@cliently/ui/button";

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
      <div role="alert" className="mx-auto flex w-full max-w-lg flex-col items-start px-4 py-16">
        <h1 className="text-xl font-semibold">Something broke on our side. Nothing you wrote is lost.</h1>
        <p className="mt-2 text-soft">
          Every change you made is kept on this device. Try this screen again, or go on somewhere else.
        </p>
        <div className="mt-6 flex flex-wrap gap-2">
          <Button variant="primary" onPress={() => this.setState({ hasCrashed: false })}>
            Try again
          </Button>
          <Button onPress={() => location.reload()}>Reload</Button>
        </div>
      </div>
    );
  }
}
