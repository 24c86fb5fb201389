# What stands in the moving figures and in their gallery; cues stand in figures.yaml.

figure-right-leg = Right leg
