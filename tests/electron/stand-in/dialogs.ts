/** `dialog` and `shell`: they reach a person or another program, so a test must have answered for them first. */

/** A member that throws until a test puts a function of its own in its place. */
function unanswered(name: string): () => never {
  return () => {
    throw new Error(`stand-in: ${name} was called, but the test has not answered it`);
  };
}

export const dialog = {
  showOpenDialog: unanswered('dialog.showOpenDialog'),
  showSaveDialog: unanswered('dialog.showSaveDialog'),
  showMessageBox: unanswered('dialog.showMessageBox'),
  /** Electron prints it where no window can be shown; so it is here always. */
  showErrorBox(title: string, content: string): void {
    console.error(`${title}: ${content}`);
  },
};

export const shell = {
  openExternal: unanswered('shell.openExternal'),
  openPath: unanswered('shell.openPath'),
  showItemInFolder: unanswered('shell.showItemInFolder'),
};
