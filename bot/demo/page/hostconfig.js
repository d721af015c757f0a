// How Teams draws Adaptive Cards, in Fluent's tokens: colours are custom properties, so a theme change needs no new drawing.
const color = (token, subtle = token) => ({ default: `var(--${token})`, subtle: `var(--${subtle})` });

const foreground = {
  default: color("colorNeutralForeground1", "colorNeutralForeground2"),
  dark: color("colorNeutralForeground1", "colorNeutralForeground2"),
  light: color("colorNeutralForeground3"),
  accent: color("colorBrandForeground1"),
  good: color("colorStatusSuccessForeground1"),
  warning: color("colorStatusWarningForeground3"),
  attention: color("colorStatusDangerForeground3"),
};

const container = (background, border = "colorNeutralStroke2") => ({
  backgroundColor: `var(--${background})`,
  borderColor: `var(--${border})`,
  foregroundColors: foreground,
});

const sizes = { small: 12, default: 14, medium: 16, large: 20, extraLarge: 24 };
const weights = { lighter: 400, default: 400, bolder: 600 };
const label = { size: "default", weight: "default", color: "default", isSubtle: true };

export const teams = {
  fontFamily: "var(--fontFamilyBase)",
  fontTypes: {
    default: { fontFamily: "var(--fontFamilyBase)", fontSizes: sizes, fontWeights: weights },
    monospace: { fontFamily: "var(--fontFamilyMonospace)", fontSizes: sizes, fontWeights: weights },
  },
  spacing: { small: 4, default: 8, medium: 12, large: 16, extraLarge: 24, padding: 16 },
  separator: { lineThickness: 1, lineColor: "var(--colorNeutralStroke2)" },
  supportsInteractivity: true,
  imageSizes: { small: 32, medium: 52, large: 100 },
  containerStyles: {
    default: container("colorNeutralBackground1"),
    emphasis: container("colorNeutralBackground3"),
    accent: container("colorBrandBackground2", "colorBrandStroke2"),
    good: container("colorStatusSuccessBackground1", "colorStatusSuccessBorder1"),
    warning: container("colorStatusWarningBackground1", "colorStatusWarningBorder1"),
    attention: container("colorStatusDangerBackground1", "colorStatusDangerBorder1"),
  },
  actions: {
    maxActions: 6,
    spacing: "medium",
    buttonSpacing: 8,
    showCard: { actionMode: "inline", inlineTopMargin: 12, style: "emphasis" },
    actionsOrientation: "horizontal",
    actionAlignment: "left",
    allowTitleToWrap: true,
  },
  adaptiveCard: { allowCustomStyle: false },
  inputs: {
    label: {
      inputSpacing: "small",
      requiredInputs: { ...label, isSubtle: false, suffix: " *", suffixColor: "attention" },
      optionalInputs: { ...label, isSubtle: false },
    },
    errorMessage: { size: "small", weight: "default", color: "attention" },
    allowDynamicallyFilteredChoiceSet: false,
  },
  textBlock: { headingLevel: 2 },
  factSet: {
    title: { color: "default", size: "default", isSubtle: true, weight: "default", wrap: true, maxWidth: 160 },
    value: { color: "default", size: "default", isSubtle: false, weight: "default", wrap: true },
    spacing: 12,
  },
  table: { cellSpacing: 8 },
};
