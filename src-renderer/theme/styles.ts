/** Every style sheet that is not a component's own, in the order in which they win. */
import '@fontsource-variable/inter/opsz.css';
import '@fontsource-variable/inter/opsz-italic.css';
import '@fontsource-variable/jetbrains-mono/wght.css';
import '@mantine/core/styles.css';
import './mantine-variables.css';
import './tokens.css';
import './base.css';
import './mantine-overrides.css';
