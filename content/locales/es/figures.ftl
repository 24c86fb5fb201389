# Lo que se lee en las figuras; las indicaciones están en figures.yaml.

figure-right-leg = Pierna derecha
