/** Which keys this window has to go by. */

/** The desktop's window owns all its keys; a browser keeps some to itself. */
export function hostKind(): 'desktop' | 'web' {
  return window.portolanBridge ? 'desktop' : 'web';
}

export function isMac(): boolean {
  return navigator.platform.startsWith('Mac');
}
