"""k1chat: why a Schedule K-1 loss did not reduce the tax on your wages."""

__version__ = "0.1.0"
