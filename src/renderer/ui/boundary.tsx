import { Component, type ReactNode } from 'react';

export type BoundaryProps = {
  /** Drawn in place of what failed; `again` tries it once more. */
  readonly fallback: (again: () => void) => ReactNode;
  readonly children: ReactNode;
};

/** Keeps a part of the page that fails from taking the rest with it. React offers this to classes alone. */
export class Boundary extends Component<BoundaryProps, { readonly failed: boolean }> {
  override readonly state = { failed: false };

  static getDerivedStateFromError() {
    return { failed: true };
  }

  override render(): ReactNode {
    const { fallback, children } = this.props;
    return this.state.failed ? fallback(() => this.setState({ failed: false })) : children;
  }
}
