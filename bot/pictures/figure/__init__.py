"""Moving figures: a body of joint angles, drawn frame by frame."""
